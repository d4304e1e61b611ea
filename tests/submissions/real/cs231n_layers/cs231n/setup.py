from distutils.core import setup
from distutils.extension import Extension

import numpy
from Cython.Build import cythonize

setup(ext_modules=cythonize([Extension("im2col_cython", ["im2col_cython.pyx"], include_dirs=[numpy.get_include()])]))
