"""Indented with tabs, odd spacing, semicolons, and a form feed between the functions."""
import numpy as np

def conv_output_size(size, kernel, stride, pad):
	return 1+(size+2*pad-kernel)//stride

def conv_forward_naive(x, w, b, conv_param):
	s=conv_param["stride"]; p=conv_param["pad"]
	N,C,H,W=x.shape; F,C,HH,WW=w.shape
	xp=np.pad( x , ((0,0),(0,0),(p,p),(p,p)) )
	out=np.zeros((N,F,conv_output_size(H,HH,s,p),conv_output_size(W,WW,s,p)))
	for n in range(N):
		for f in range(F):
			for i in range(out.shape[2]):
				for j in range(out.shape[3]): out[n,f,i,j]=(xp[n,:,i*s:i*s+HH,j*s:j*s+WW]*w[f]).sum()+b[f]
	return out,(x,w,b,conv_param)

def conv_backward_naive(dout, cache):
	x,w,b,conv_param=cache
	s=conv_param["stride"]; p=conv_param["pad"]
	N,C,H,W=x.shape; F,C,HH,WW=w.shape
	xp=np.pad(x,((0,0),(0,0),(p,p),(p,p)))
	dxp=np.zeros_like(xp); dw=np.zeros_like(w); db=np.zeros_like(b)
	for n in range(N):
		for f in range(F):
			for i in range(dout.shape[2]):
				for j in range(dout.shape[3]):
					g=dout[n,f,i,j]
					dxp[n,:,i*s:i*s+HH,j*s:j*s+WW]+=g*w[f]
					dw[f]+=g*xp[n,:,i*s:i*s+HH,j*s:j*s+WW]
					db[f]+=g
	return dxp[:,:,p:p+H,p:p+W],dw,db

class Conv2d :
	def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
		k=kernel_size
		self.weight=np.random.randn(out_channels,in_channels,k,k)*np.sqrt(2./(in_channels*k*k))
		self.bias=np.zeros(out_channels)
		self.weight_grad=None; self.bias_grad=None
		self.p={"stride":stride,"pad":padding}
	def forward(self,x):
		out,self.cache=conv_forward_naive(x,self.weight,self.bias,self.p)
		return out
	def backward(self,dout):
		dx,self.weight_grad,self.bias_grad=conv_backward_naive(dout,self.cache)
		return dx
	def update(self,lr):
		self.weight-=lr*self.weight_grad; self.bias-=lr*self.bias_grad
